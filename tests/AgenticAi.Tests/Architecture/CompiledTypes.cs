using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace AgenticAi.Tests.Architecture;

/// <summary>The types of a compiled project: in which source file each stands, and which others its code needs.</summary>
internal sealed class CompiledTypes
{
    private const BindingFlags Own = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic
        | BindingFlags.Static | BindingFlags.Instance;

    // How the compiler records the file of a type that has no code, such as an enum ("type definition documents").
    private static readonly Guid TypeDocuments = new("932E74BC-DBA9-4478-8D46-0F32A7BAB3D3");
    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields().Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    private readonly Assembly _assembly;

    public CompiledTypes(string project)
    {
        _assembly = Assembly.Load(project);
        using MetadataReaderProvider symbols =
            MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(Path.ChangeExtension(_assembly.Location, "pdb")));
        MetadataReader pdb = symbols.GetMetadataReader();
        string root = Repository.PathOf("src", project) + Path.DirectorySeparatorChar;
        foreach (Type type in _assembly.GetTypes().Where(type => !type.IsNested))
        {
            string? path = Documents(pdb, type).Select(document => pdb.GetString(pdb.GetDocument(document).Name))
                .Where(path => path.StartsWith(root, StringComparison.Ordinal) && File.Exists(path))
                .Order(StringComparer.Ordinal).FirstOrDefault();
            if (path is not null) Files[type] = path[root.Length..];
        }
    }

    /// <summary>The file of each type that somebody wrote, relative to the project.</summary>
    public Dictionary<Type, string> Files { get; } = [];

    /// <summary>What a type needs, with those nested in it: by its signatures, its attributes, and the code of its methods.</summary>
    public HashSet<Type> NeededBy(Type type)
    {
        HashSet<Type> needed = [];
        foreach (Type part in NestedToo(type)) Collect(part);
        return needed;

        void Collect(Type part)
        {
            Add([part.BaseType, .. part.GetInterfaces()]);
            Add(part.GetGenericArguments().SelectMany(parameter => parameter.GetGenericParameterConstraints()));
            foreach (MemberInfo member in part.GetMembers(Own).Append(part))
            {
                foreach (CustomAttributeData attribute in member.GetCustomAttributesData())
                {
                    Add([attribute.AttributeType]);
                    Add(attribute.ConstructorArguments.Select(argument => argument.Value as Type));
                    Add(attribute.NamedArguments.Select(argument => argument.TypedValue.Value as Type));
                }

                if (member is FieldInfo field) Add([field.FieldType]);
                if (member is not MethodBase method) continue;
                Add([(method as MethodInfo)?.ReturnType, .. method.GetParameters().Select(parameter => parameter.ParameterType)]);
                if (method.GetMethodBody() is not { } body) continue;
                Add(body.LocalVariables.Select(local => local.LocalType));
                foreach (MemberInfo named in Named(method, body.GetILAsByteArray()!))
                {
                    Add([named as Type, named.DeclaringType]);
                    if (named is MethodInfo { IsGenericMethod: true } generic) Add(generic.GetGenericArguments());
                }
            }
        }

        void Add(IEnumerable<Type?> types)
        {
            foreach (Type? one in types)
            {
                if (one is null || one.IsGenericParameter) continue;
                if (one.HasElementType) Add([one.GetElementType()]);
                else
                {
                    Add(one.GenericTypeArguments);
                    Type outer = one;
                    while (outer.DeclaringType is { } declaring) outer = declaring;
                    if (Files.ContainsKey(outer)) needed.Add(outer);
                }
            }
        }
    }

    private static IEnumerable<Type> NestedToo(Type type) => type.GetNestedTypes(Own).SelectMany(NestedToo).Append(type);

    private static IEnumerable<DocumentHandle> Documents(MetadataReader pdb, Type type)
    {
        foreach (MethodBase method in NestedToo(type).SelectMany(part => part.GetMembers(Own)).OfType<MethodBase>())
        {
            var handle = (MethodDefinitionHandle)MetadataTokens.Handle(method.MetadataToken);
            DocumentHandle document = pdb.GetMethodDebugInformation(handle).Document;
            if (!document.IsNil) yield return document;
        }

        foreach (CustomDebugInformation information in pdb.GetCustomDebugInformation(MetadataTokens.EntityHandle(type.MetadataToken))
            .Select(pdb.GetCustomDebugInformation).Where(information => pdb.GetGuid(information.Kind) == TypeDocuments))
        {
            BlobReader documents = pdb.GetBlobReader(information.Value);
            while (documents.RemainingBytes > 0) yield return MetadataTokens.DocumentHandle(documents.ReadCompressedInteger());
        }
    }

    /// <summary>The types and members that stand in the code of a method.</summary>
    private static IEnumerable<MemberInfo> Named(MethodBase method, byte[] il)
    {
        Type[] ofType = method.DeclaringType!.GetGenericArguments();
        Type[] ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : [];
        for (int at = 0; at < il.Length;)
        {
            OpCode code = Codes[il[at] == 0xFE ? (short)(0xFE00 | il[++at]) : il[at]];
            at++;
            if (code.OperandType is OperandType.InlineType or OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineTok)
                yield return method.Module.ResolveMember(BitConverter.ToInt32(il, at), ofType, ofMethod)!;
            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
                _ => 4,
            };
        }
    }
}
