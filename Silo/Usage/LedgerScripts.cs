using Platform.Silo.Storage;

namespace Platform.Silo.Usage;

/// <summary>What is done to a ledger in Redis.</summary>
internal static class LedgerScripts
{
    /// <summary>Lua: reads numbers with spaces between them, and adds to a hash's sums; takes reservations out of what is held.</summary>
    public const string Functions = """
        local function numbers(text)
          local found = {}
          if text then for number in string.gmatch(text, '%S+') do found[#found + 1] = tonumber(number) end end
          return found
        end
        local function plus(left, right)
          local sums = {}
          for place = 1, math.max(#left, #right) do
            sums[place] = string.format('%.0f', (left[place] or 0) + (right[place] or 0))
          end
          return table.concat(sums, ' ')
        end
        local function release(held, ends, ids)
          local less, change = {}, {}
          local function take(field, tokens, nanos)
            local before = less[field] or {0, 0}
            less[field] = {before[1] - tokens, before[2] - nanos}
          end
          for _, id in ipairs(ids) do
            local hold = redis.call('HGET', held, 'r' .. id)
            if hold and hold ~= '' then
              local tokens, nanos, key, user = string.match(hold, '^(%d+) (%d+) (%S*) (.*)$')
              take('t', tonumber(tokens), tonumber(nanos))
              if key ~= '' then take('k' .. key, tonumber(tokens), tonumber(nanos)) end
              if user ~= '' then take('u' .. user, tonumber(tokens), tonumber(nanos)) end
              change[#change + 1] = 'r' .. id
              change[#change + 1] = ''
            end
          end
          if #change == 0 then
            redis.call('ZREM', ends, unpack(ids))
            return
          end
          local gone = {}
          for field, amounts in pairs(less) do
            local rest = plus(numbers(redis.call('HGET', held, field)), amounts)
            change[#change + 1] = field
            change[#change + 1] = rest
            if rest == '0 0' then gone[#gone + 1] = field end
          end
          redis.call('HSET', held, unpack(change))
          for _, id in ipairs(ids) do gone[#gone + 1] = 'r' .. id end
          redis.call('HDEL', held, unpack(gone))
          redis.call('ZREM', ends, unpack(ids))
        end

        """;

    /// <summary>
    /// Adds a batch of charges to the sums of a month, once: KEYS ledger, reservations, their ends. ARGV: the writer's field, the
    /// batch's number, the TTL in seconds, how many positions; for each its field, the turn before, the turn; how many sums; for
    /// each its field and what is added; then the reservations that end. The one HSET is the batch. Answers nothing when it is
    /// in the sums, now or from an earlier attempt. Otherwise nothing was added, because charges do not follow what is there:
    /// answers their places, 1 for the first; negative for one that is in the sums already, positive where one before it is missing.
    /// </summary>
    public static readonly RedisScript Post = new(Functions + """
        local last = redis.call('HGET', KEYS[1], ARGV[1])
        if last and tonumber(last) >= tonumber(ARGV[2]) then return {} end
        local change, reached, odd, fields = {ARGV[1], ARGV[2]}, {}, {}, {}
        local places = tonumber(ARGV[4])
        local at = 5 + 3 * places
        for place = 1, places do fields[place] = ARGV[2 + 3 * place] end
        local stored = places > 0 and redis.call('HMGET', KEYS[1], unpack(fields)) or {}
        for place, field in ipairs(fields) do
          local after, seq = tonumber(ARGV[3 + 3 * place]), tonumber(ARGV[4 + 3 * place])
          local before = tonumber(reached[field] or stored[place] or '0')
          if before >= seq then odd[#odd + 1] = -place
          elseif after > before then odd[#odd + 1] = place
          else reached[field] = ARGV[4 + 3 * place] end
        end
        if #odd > 0 then return odd end
        for field, seq in pairs(reached) do
          change[#change + 1] = field
          change[#change + 1] = seq
        end
        local sums = tonumber(ARGV[at])
        at = at + 1
        for place = 1, sums do
          change[#change + 1] = ARGV[at]
          change[#change + 1] = plus(numbers(redis.call('HGET', KEYS[1], ARGV[at])), numbers(ARGV[at + 1]))
          at = at + 2
        end
        redis.call('HSET', KEYS[1], unpack(change))
        if not last then redis.call('EXPIRE', KEYS[1], ARGV[3]) end
        local ended = {}
        for place = at, #ARGV do ended[#ended + 1] = ARGV[place] end
        if #ended > 0 then release(KEYS[2], KEYS[3], ended) end
        return {}
        """);

    /// <summary>All of them.</summary>
    public static readonly RedisScript[] All = [Post];
}
