using System.Net;
using System.Net.Sockets;

namespace ImageClassification.Tests.Download;

/// <summary>An HTTP server on this machine.</summary>
internal sealed class FileServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly List<string> _requests = [];

    public FileServer(Func<string, HttpListenerResponse, Task> answer)
    {
        Address = new Uri($"http://127.0.0.1:{FreePort()}/files/");
        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _ = ListenAsync(answer);
    }

    /// <summary>A server that has these files.</summary>
    public static FileServer With(IReadOnlyDictionary<string, byte[]> files) => new(async (name, response) =>
    {
        if (files.TryGetValue(name, out var bytes))
            await response.OutputStream.WriteAsync(bytes);
        else
            response.StatusCode = (int)HttpStatusCode.NotFound;
    });

    public Uri Address { get; }

    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
                return [.. _requests];
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose() => _listener.Close();

    private async Task ListenAsync(Func<string, HttpListenerResponse, Task> answer)
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                var name = context.Request.Url!.Segments[^1];
                lock (_requests)
                    _requests.Add(name);
                _ = AnswerAsync(name, context.Response, answer);
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private static async Task AnswerAsync(string name, HttpListenerResponse response, Func<string, HttpListenerResponse, Task> answer)
    {
        try
        {
            await answer(name, response);
            response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
        {
            // The client has gone.
        }
    }
}
