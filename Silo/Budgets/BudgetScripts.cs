using Platform.Silo.Storage;
using Platform.Silo.Usage;

namespace Platform.Silo.Budgets;

/// <summary>
/// What is done to the budgets of a tenant in Redis. The ledger says what was spent; the reservations are a hash: a field for
/// each (<c>r</c> and its id: tokens, billionths of a US dollar, key, user), and the sums of them by tenant, key and user.
/// </summary>
internal static class BudgetScripts
{
    /// <summary>
    /// Reserves what a turn may come to: KEYS ledger of the month, reservations, their ends. ARGV: now and the reservation's end
    /// in seconds, its id, the most tokens and nanos, the fewest of both, the key, the user; then for each budget the ledger's
    /// field, the field of what is held, the place of its unit (1 tokens, 2 nanos), the limit. Reservations that have ended go
    /// first. Answers what was decided (1 granted, 2 held by others, 3 exhausted), the budget that decided from 1, granted tokens
    /// and nanos, then what was spent of each budget. One budget that is exhausted decides; else one that others hold; a turn
    /// that nobody stands beside gets the rest, when that is enough to begin with.
    /// </summary>
    public static readonly RedisScript Reserve = new(LedgerScripts.Functions + """
        local ended = redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', ARGV[1], 'LIMIT', 0, 50)
        if #ended > 0 then release(KEYS[2], KEYS[3], ended) end
        local most, least = {tonumber(ARGV[4]), tonumber(ARGV[5])}, {tonumber(ARGV[6]), tonumber(ARGV[7])}
        local granted, decided, held_by, spent_of = {most[1], most[2]}, 0, 0, {}
        for place = 10, #ARGV, 4 do
          local budget, unit, limit = (place - 10) / 4 + 1, tonumber(ARGV[place + 2]), tonumber(ARGV[place + 3])
          local sums = numbers(redis.call('HGET', KEYS[1], ARGV[place]))
          local spent = unit == 1 and (sums[2] or 0) + (sums[3] or 0) or (sums[4] or 0)
          local held = numbers(redis.call('HGET', KEYS[2], ARGV[place + 1]))[unit] or 0
          spent_of[#spent_of + 1] = string.format('%.0f', spent)
          if least[unit] > limit - spent then
            if decided == 0 then decided = budget end
          elseif most[unit] > limit - spent - held then
            if held > 0 then
              if held_by == 0 then held_by = budget end
            elseif limit - spent < granted[unit] then granted[unit] = limit - spent end
          end
        end
        if decided > 0 then return {3, decided, '0', '0', unpack(spent_of)} end
        if held_by > 0 then return {2, held_by, '0', '0', unpack(spent_of)} end
        local key, user, change = ARGV[8], ARGV[9], {}
        local function hold(field)
          change[#change + 1] = field
          change[#change + 1] = plus(numbers(redis.call('HGET', KEYS[2], field)), granted)
        end
        hold('t')
        if key ~= '' then hold('k' .. key) end
        if user ~= '' then hold('u' .. user) end
        change[#change + 1] = 'r' .. ARGV[3]
        change[#change + 1] = string.format('%.0f %.0f ', granted[1], granted[2]) .. key .. ' ' .. user
        redis.call('ZADD', KEYS[3], ARGV[2], ARGV[3])
        redis.call('HSET', KEYS[2], unpack(change))
        return {1, 0, string.format('%.0f', granted[1]), string.format('%.0f', granted[2]), unpack(spent_of)}
        """);

    /// <summary>Ends reservations: KEYS reservations, their ends; ARGV their ids.</summary>
    public static readonly RedisScript Release = new(LedgerScripts.Functions + """
        release(KEYS[1], KEYS[2], ARGV)
        return 1
        """);

    /// <summary>All of them.</summary>
    public static readonly RedisScript[] All = [Reserve, Release];
}
