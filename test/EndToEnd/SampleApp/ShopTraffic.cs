using AspNetCorePrometheus.EndToEnd.Support;

namespace AspNetCorePrometheus.EndToEnd.SampleApp;

/// <summary>Every endpoint of the sample application in an order that works on a fresh database.</summary>
internal static class ShopTraffic
{
    private const string Json = "Content-Type: application/json\r\n";
    private const string Form = "Content-Type: application/x-www-form-urlencoded\r\n";
    private const string Binary = "Content-Type: application/octet-stream\r\n";
    private const string Order =
        """{"customer":"Ada","payment":"Card","lines":[{"productId":1,"quantity":2}]}""";

    private const string TooMuch =
        """{"customer":"Ada","payment":"Card","lines":[{"productId":5,"quantity":100}]}""";

    private static readonly (int Status, string Request)[] Table =
    [
        (200, RawHttp.Request("GET", "/")),
        (405, RawHttp.Request("HEAD", "/")),
        (200, RawHttp.Request("GET", "/Catalog")),
        (200, RawHttp.Request("GET", "/Catalog/Rows", "X-Requested-With: XMLHttpRequest\r\n")),
        (200, RawHttp.Request("GET", "/Catalog/Details/1")),
        (404, RawHttp.Request("GET", "/Catalog/Details/999")),
        (302, RawHttp.Request("POST", "/Catalog/Order", Form, "ProductId=1&Customer=Ada&Quantity=1&Payment=Card")),
        (200, RawHttp.Request("POST", "/Catalog/Order", Form, "ProductId=1&Customer=&Quantity=1&Payment=Card")),
        (200, RawHttp.Request("GET", "/Catalog/Receipt/1")),
        (200, RawHttp.Request("GET", "/Stock")),
        (200, RawHttp.Request("GET", "/products")),
        (200, RawHttp.Request("GET", "/products/1")),
        (404, RawHttp.Request("GET", "/products/999")),
        (200, RawHttp.Request("GET", "/products/export")),
        (201, RawHttp.Request("POST", "/orders", Json, Order)),
        (400, RawHttp.Request("POST", "/orders", Json, "{}")),
        (400, RawHttp.Request("POST", "/orders", Json, "not json")),
        (409, RawHttp.Request("POST", "/orders", Json, TooMuch)),
        (200, RawHttp.Request("GET", "/orders")),
        (200, RawHttp.Request("GET", "/orders/2")),
        (204, RawHttp.Request("DELETE", "/orders/2")),
        (404, RawHttp.Request("DELETE", "/orders/2")),
        (200, RawHttp.Request("PUT", "/baskets/ada", Json, """{"items":[{"productId":1,"quantity":2}]}""")),
        (200, RawHttp.Request("GET", "/baskets/ada")),
        (204, RawHttp.Request("DELETE", "/baskets/ada")),
        (404, RawHttp.Request("GET", "/baskets/ada")),
        (200, RawHttp.Request("GET", "/supplier/quote")),
        (500, RawHttp.Request("GET", "/supplier/refund")),
        (200, RawHttp.Request("POST", "/supplier/invoice", Binary, new string('i', 5000))),
        (200, RawHttp.Chunked("POST", "/supplier/invoice", new('i', 3000), new('j', 4000), "k")),
        (200, RawHttp.Request("GET", "/supplier/status")),
        (200, RawHttp.Request("GET", "/healthz")),
        (404, RawHttp.Request("GET", "/nothing/here")),
        (404, RawHttp.Request("GET", "/prometheus/other")),
        (404, RawHttp.Request("POST", "/healthzzz", body: "")),
        (405, RawHttp.Request("PATCH", "/orders/2", body: "")),
    ];

    /// <summary>The requests, as bytes.</summary>
    public static IReadOnlyList<string> Requests { get; } = [.. Table.Select(entry => entry.Request)];

    /// <summary>The status of each answer.</summary>
    public static IReadOnlyList<int> Statuses { get; } = [.. Table.Select(entry => entry.Status)];

    /// <summary>Sends all of it and returns the answers as they came.</summary>
    public static async Task<IReadOnlyList<string>> SendAsync(AppProcess shop)
    {
        var answers = new List<string>();
        foreach (var request in Requests)
        {
            answers.Add(await RawHttp.ExchangeAsync(shop.Port, request));
        }

        return answers;
    }
}
