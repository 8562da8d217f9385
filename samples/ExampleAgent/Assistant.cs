using System.Text.RegularExpressions;

namespace ExampleAgentSample;

/// <summary>
/// Understands a few wishes and does them. What it says is meant to be spoken. A real agent has a model here; whatever a caller says is
/// data to it.
/// </summary>
internal sealed partial class Assistant(Notebook notebook)
{
    private const int DoneKept = 100;

    public string Do(AgentRequest task) => notebook.Use(task.SessionKey, pages =>
    {
        if (pages.Done.TryGetValue(task.Id, out string? before)) return before;
        string answer = Answer(task.Wish.Trim().TrimEnd('.', '!', '?'), pages);
        while (pages.Done.Count >= DoneKept) pages.Done.Remove(pages.Done.Keys.First());
        return pages.Done[task.Id] = answer;
    });

    private static string Answer(string wish, Pages pages)
    {
        if (Note().Match(wish) is { Success: true } note) return Write(pages, note.Groups["what"].Value);
        if (ReadNotes().IsMatch(wish)) return Read("You have no notes.", "Your notes: ", pages.Notes);
        if (Cancel().IsMatch(wish)) return CancelLast(pages);
        if (Move().IsMatch(wish)) return MoveLast(wish, pages);
        if (ReadBookings().IsMatch(wish)) return Read("You have no bookings.", "You have ", pages.Bookings);
        if (Book().IsMatch(wish)) return BookTable(wish, pages);
        return "I can book tables and keep notes. I do not know how to do that.";
    }

    private static string BookTable(string wish, Pages pages)
    {
        string people = Part(People(), wish), day = Part(Day(), wish), time = Part(Time(), wish);
        string[] missing =
        [
            .. people.Length == 0 ? ["for how many people"] : Array.Empty<string>(),
            .. day.Length == 0 ? ["on what day"] : Array.Empty<string>(),
            .. time.Length == 0 ? ["at what time"] : Array.Empty<string>(),
        ];
        if (missing.Length > 0) return $"I can book a table. Please tell me {string.Join(" and ", missing)}.";
        var booking = new Booking(people, Named(day), time);
        pages.Bookings.Add(booking);
        return $"I have booked {booking}.";
    }

    private static string MoveLast(string wish, Pages pages)
    {
        if (pages.Bookings.Count == 0) return "You have no bookings.";
        string day = Part(Day(), wish), time = Part(Time(), wish);
        if (day.Length == 0 && time.Length == 0) return "Please tell me to what day or time.";
        Booking moved = pages.Bookings[^1] with
        {
            Day = day.Length == 0 ? pages.Bookings[^1].Day : Named(day),
            Time = time.Length == 0 ? pages.Bookings[^1].Time : time,
        };
        pages.Bookings[^1] = moved;
        return $"I have moved it: {moved}.";
    }

    private static string CancelLast(Pages pages)
    {
        if (pages.Bookings.Count == 0) return "You have no bookings.";
        Booking last = pages.Bookings[^1];
        pages.Bookings.RemoveAt(pages.Bookings.Count - 1);
        return $"I have cancelled {last}.";
    }

    private static string Write(Pages pages, string what)
    {
        pages.Notes.Add(what);
        return $"I have noted: {what}.";
    }

    private static string Read<T>(string none, string intro, List<T> lines) =>
        lines.Count == 0 ? none : intro + string.Join(", ", lines) + ".";

    private static string Part(Regex regex, string wish) =>
        regex.Match(wish) is { Success: true } found ? found.Groups["x"].Value.ToLowerInvariant() : "";

    private static string Named(string day) => day is "today" or "tomorrow" or "tonight" ? day : char.ToUpperInvariant(day[0]) + day[1..];

    private const RegexOptions Loose = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private const string Number = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[0-9]{1,2}";

    [GeneratedRegex(@"\b(note|remember|write down)\b(?! ?s\b)( down)?( that| to)?:? (?<what>.+)", Loose)]
    private static partial Regex Note();

    [GeneratedRegex(@"\bnotes\b", Loose)]
    private static partial Regex ReadNotes();

    [GeneratedRegex(@"\b(cancel|call off|drop)\b", Loose)]
    private static partial Regex Cancel();

    [GeneratedRegex(@"\b(move|change|shift|make it)\b", Loose)]
    private static partial Regex Move();

    [GeneratedRegex(@"\b(bookings|reservations|calendar|have i booked|did i book)\b", Loose)]
    private static partial Regex ReadBookings();

    [GeneratedRegex(@"\b(book|reserve|table)\b", Loose)]
    private static partial Regex Book();

    [GeneratedRegex($@"\bfor (?<x>{Number})\b", Loose)]
    private static partial Regex People();

    [GeneratedRegex(@"\b(?<x>monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|tonight|tomorrow)\b", Loose)]
    private static partial Regex Day();

    [GeneratedRegex($@"\bat (?<x>(half past |quarter past )?({Number})(:[0-9]{{2}})?( thirty| o'clock)?( ?[ap]\.?m)?)\b", Loose)]
    private static partial Regex Time();
}
