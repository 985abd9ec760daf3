namespace Orleans.Configuration;

/// <summary>How a client carries calls.</summary>
public class ClientMessagingOptions : MessagingOptions;
