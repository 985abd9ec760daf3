namespace Orleans.Configuration;

internal sealed class MessagingOptionsCheck(MessagingOptions options) : IOptionsCheck
{
    public IEnumerable<string> Problems()
    {
        var name = options.GetType().Name;
        return
        [
            .. OptionsCheck.Positive($"{name}.{nameof(options.ResponseTimeout)}", options.ResponseTimeout),
            .. OptionsCheck.AtLeast($"{name}.{nameof(options.MaxMessageBodySize)}", options.MaxMessageBodySize, 1024),
            .. options is SiloMessagingOptions silo
                ? OptionsCheck.AtLeast($"{name}.{nameof(silo.MaxEnqueuedRequestsHardLimit)}", silo.MaxEnqueuedRequestsHardLimit, 0)
                : [],
        ];
    }
}
