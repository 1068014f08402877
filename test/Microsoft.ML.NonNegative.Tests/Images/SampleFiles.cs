namespace Microsoft.ML.NonNegative.Tests.Images;

/// <summary>Small files that other programs wrote: libjpeg, libwebp, and Java's ImageIO.</summary>
internal static class SampleFiles
{
    /// <summary>All of them, with what they are.</summary>
    public static IEnumerable<(byte[] File, EncodedImageInfo Info)> All =>
    [
        (BaselineJpeg, new("JPEG", 16, 9)), (ProgressiveJpeg, new("JPEG", 17, 10)), (RestartingJpeg, new("JPEG", 32, 16)), (Png, new("PNG", 5, 3)), (Gif, new("GIF", 9, 5)), (Bmp, new("BMP", 5, 3)),
        (MonochromeBmp, new("BMP", 5, 3)), (LossyWebp, new("WebP", 12, 7)), (LosslessWebp, new("WebP", 12, 7)), (ExtendedWebp, new("WebP", 12, 7)),
    ];

    /// <summary>16 x 9 pixels, colour, one scan with stuffed bytes.</summary>
    public static byte[] BaselineJpeg => Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQH/2wBDAQEBAQEBAQEBAQEBAQEBAQEBAQ" +
        "EBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQH/wAARCAAJABADASIAAhEBAxEB/8QAFwAAAwEAAAAAAAAAAAAAAAAABQYHCP/EACIQAAICAgEDBQAAAAAAAAAAAAUG" +
        "BAcCAwgAATU2d3i1uP/EABUBAQEAAAAAAAAAAAAAAAAAAAEF/8QAHREAAgIDAAMAAAAAAAAAAAAABAUDBgECBxMUF//aAAwDAQACEQMRAD8AnrZuaWUVWKxtddFhb1IcZj1rhklzNWLkdLh6D12uor" +
        "aLdAYjtbVd1aRJANDIia7DsV5Sne3kF0BkmZ4XGO1G1jcKli4ydJuUPLulkPtfMnbDbX1dpkxIQKbsYiqzZMusgKZMLxXd9RxNgkVFOe5VfhqiXZfaz0lSKvVP3RHk5dh+quM/sJC/WLD0X4deUcPk" +
        "hw6+74h9VenqRaDV2rA+U20e3Raa8zsTNAAxYkW3qlKzIDY2+gphhqcZ+8VupltczUYj8JCYd9oGVjcu5noJpnM7F1g/Eur35ow5NjTebWQI8+XvHUgKc+NWG+U2OuMFej0hsFMOEfBKbmaHAgwmwc" +
        "K//9k=");

    /// <summary>17 x 10 pixels, colour, ten scans.</summary>
    public static byte[] ProgressiveJpeg => Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMUFRUVDA8XGBYUGBIUFRT/2wBDAQMEBAUEBQkFBQkUDQsNFBQUFB" +
        "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBT/wgARCAAKABEDASIAAhEBAxEB/8QAGQAAAgMBAAAAAAAAAAAAAAAAAAIDBQYH/8QAFgEBAQEAAAAAAAAAAAAAAAAA" +
        "AgQF/9oADAMBAAIQAxAAAAGNHrJnnjuw9r//xAAcEAABBQADAAAAAAAAAAAAAAABAAIDBAUSFCT/2gAIAQEAAQUClk9Jlrvb1ba0GNr2tsmHF5Ff/8QAIBEAAgEBCQAAAAAAAAAAAAAAAQIAAwQREj" +
        "FTkZLR0v/aAAgBAwEBPwGleKbOM1KjkB3MNv1xsfc//8QAIhEAAQIDCQAAAAAAAAAAAAAAAgERAANBFiExUVOBkaLR/9oACAECAQE/ATmCTAqYtWq3vsufMWgl6Hc/Y//EACYQAAEDAwMCBwAAAAAA" +
        "AAAAAAECAyEAERITIjEEMlFhkaGj4vH/2gAIAQEABj8COu5hpKKA2tAImDtPmr8ikkgpQT4J3Tf2i0RMzcd3xfWmg0kNg5k4RxxXSONnBxSsSpMEjcLelcmv/8QAHBABAQEAAgMBAAAAAAAAAAAAAR" +
        "EhADEQQVHx/9oACAEBAAE/IUhiDUsY7RqzNbg8nmiojLWwcMjLXgBRELhpBWeyE+Q46RjvhoT10nzn73P/2gAMAwEAAgADAAAAEDP/AP/EABkRAQEAAwEAAAAAAAAAAAAAAAERECExQf/aAAgBAwEB" +
        "PxALZOu+VPaJ6td3rgP/AP/EABkRAQEBAAMAAAAAAAAAAAAAAAERIRAxcf/aAAgBAgEBPxARzJvYBNSppErfXBn/xAAcEAEBAQACAwEAAAAAAAAAAAABEQAhMUFhkfH/2gAIAQEAAT8QY1Xfp1jE7M" +
        "sGxDgNWqJyIsyBGfU+dKhBKXzkVXTzwJDMAaPwnJYFmROuN+o3/9k=");

    /// <summary>32 x 16 pixels, grey, a restart marker after every block.</summary>
    public static byte[] RestartingJpeg => Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQH/wAALCAAQACABAREA/8QAFwABAQEBAA" +
        "AAAAAAAAAAAAAABwYFCP/EAB0QAAMBAQEBAQEBAAAAAAAAAAUGBwQIAwIBFBf/3QAEAAH/2gAIAQEAAD8AcYk02CNdMdGX50+myLqNM6sKzVDeHgIVn4TAo0K4r715umfHQTSKw4BIKQLwkxNpFMqR" +
        "T+e7R80hTYj4zTdVKUDKv//Qj/BkZr8s+XxIfJ0XzUEQJQWys3hQug3JLakZulBVRPSPnjFeGMlM+YGqjzL0xF/Vq3dE1zUrIQhRnBZrNy2mUpESf//RwKdPHhaQ3ZcaEPlsMjsT+rHgsgdZX1hglk" +
        "TWC1HEtgSml7MLnDvmjOoTnmXPoiN81inubgBfEKie52Ir9Nf5ZOXvf//SDnFYfdv90E1BUOjbFAc80yfnPZsJTuIdZidTlmqqEvy21yIQgt1aEwAbmuSzVKQ4y6ZTbnhb0kfmw/SV5DFrqnnf/9MZ" +
        "pCbtfCVduTrtbBSWo+XXQASG5+c8Jy6IP2AKRKJgh1hUra32VuztU9G9KQ37evVadpPhlOjBQLLFqcmTrbIHbqf/1LqwrVTL9wUyxOXvjjAuSzcw0qDAmtMhAaH1RBlDO2F9B/vmDJGnvwlXRD5iqQ" +
        "J5VPl/5S57DSmYSh3tH+jrXi6KpH//1Qv9aF393DYXXtM7FfjZ82AiXXcTE05e4HcBH4mkyvgUQQWh2VM3Xe1Dd8uNc+GuV0em8z0YxZvZk3e0F5fpKvW6Oe//1uOVZ/6JMjCVO5yW2TDQ15VtBxHo" +
        "+prT3JdsFo9aC7dGJC+K1N5ugCVClc8yl3Wql4RtXZqMKU4xNfw7Yay6+sszYA//2Q==");

    /// <summary>5 x 3 pixels, red, green, blue.</summary>
    public static byte[] Png => Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAUAAAADCAIAAADUVFKvAAAAOUlEQVR4XmNgYGBgfOTIfKSJddlh9k4WBs5sV27fNl794/xCHAJfPBmErnWJ7DgtNptHotZXKr4PADqWDi+C5DUSAAAAAElFTkSuQm" +
        "CC");

    /// <summary>9 x 5 pixels, two colours.</summary>
    public static byte[] Gif => Convert.FromBase64String(
        "R0lGODlhCQAFAPAAAAAAAP///ywAAAAACQAFAEACBoSPqaHtVgA7");

    /// <summary>5 x 3 pixels of 24 bits.</summary>
    public static byte[] Bmp => Convert.FromBase64String(
        "Qk1mAAAAAAAAADYAAAAoAAAABQAAAAMAAAABABgAAAAAADAAAAAAAAAAAAAAAAAAAAAAAAAAitYSy7gUDJsWTX0Yjl8aAEVrCYZNC8cvDQgSD0n0EAAAAABB4gGCxAPDpgUEiQcA");

    /// <summary>5 x 3 pixels of 1 bit.</summary>
    public static byte[] MonochromeBmp => Convert.FromBase64String(
        "Qk1KAAAAAAAAAD4AAAAoAAAABQAAAAMAAAABAAEAAAAAAAwAAAAAAAAAAAAAAAAAAAACAAAAAAAA//////8AAAAAIAAAAAAAAAA=");

    /// <summary>12 x 7 pixels.</summary>
    public static byte[] LossyWebp => Convert.FromBase64String(
        "UklGRrYAAABXRUJQVlA4IKoAAAAwAwCdASoMAAcAAUAmJbACdDKgPYA8lUjDL/MlMaqA0uAAAP7Spq7r1cM6Y40/OED8e/F6o0g75LOyDlCaPeDn/mj1ImI2TDVZdiexO7+r+B/CtfTCuonuKoPjnc" +
        "/hoAC4s56C1T5N39c6mQs8vJ/e2PcmIvMsTnDo5fT9I/q8VRzoUyDS/4Ea2/2LCHJ34vTTtXb2f/4eIlt2Tn/Acn/7EHu/fcev/5AAAA==");

    /// <summary>12 x 7 pixels.</summary>
    public static byte[] LosslessWebp => Convert.FromBase64String(
        "UklGRigAAABXRUJQVlA4TBwAAAAvC4ABAB8wPMMzPPMfeHcQEhDXnHVTNiGi/4Ed");

    /// <summary>12 x 7 pixels with alpha.</summary>
    public static byte[] ExtendedWebp => Convert.FromBase64String(
        "UklGRqIAAABXRUJQVlA4WAoAAAAQAAAACwAABgAAQUxQSCkAAAAJV6C2jSQ1eBTe84c0ERE94cROAAoBoGFYYkogmDOWVEcQ0f/0wJteAABWUDggUgAAAPABAJ0BKgwABwAHQJYlsAJ0BivFm5Fylg" +
        "DJCn+4tDABpx6tg1lAQG3SQ9jev8S8YN//jhYoMHANdQVnWUvc4BB1vEfybSaGTSQJzA1K3QXwgAA=");
}
