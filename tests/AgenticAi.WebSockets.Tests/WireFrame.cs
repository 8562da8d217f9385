using System.Buffers.Binary;
using System.Text;

namespace AgenticAi.WebSockets.Tests;

/// <summary>Frames as they are on the wire (RFC 6455, section 5.2), written by hand.</summary>
internal static class WireFrame
{
    /// <summary>A whole text message from a client, masked as clients must.</summary>
    public static byte[] Text(string text)
    {
        byte[] payload = Encoding.UTF8.GetBytes(text);
        byte[] mask = [0x11, 0x22, 0x33, 0x44];
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)payload.Length);
        byte[] header = payload.Length < 126 ? [0x81, (byte)(0x80 | payload.Length)] : [0x81, 0x80 | 126, .. length];
        return [.. header, .. mask, .. payload.Select((value, index) => (byte)(value ^ mask[index % 4]))];
    }
}
