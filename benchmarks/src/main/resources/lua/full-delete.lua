-- KEYS hash, meta, stream, ids, rating, price, location  ARGV id, prefix, channel, names of the indexed fields (6)
local id, prefix = ARGV[1], ARGV[2]
local meta = redis.call('HMGET', KEYS[2], 'v', 'n')
local old = redis.call('HMGET', KEYS[1], 'version', unpack(ARGV, 4, 9))
if not old[1] then return 0 end
local now = redis.call('TIME')
local version = string.format('%.0f', math.max(now[1] * 1000000 + now[2], (meta[1] or 0) + 1))
local n = string.format('%.0f', (meta[2] or 0) + 1)
local event = {'o', 'D', 'i', id}
for i = 1, 6 do event[#event + 1] = '-' .. ARGV[3 + i]; event[#event + 1] = old[i + 1] end
redis.call('XADD', KEYS[3], 'MAXLEN', '~', '100000', version .. '-' .. n, unpack(event))
redis.call('HSET', KEYS[2], 'v', version, 'n', n)
redis.call('UNLINK', KEYS[1])
for i = 1, 3 do redis.call('SREM', prefix .. ARGV[3 + i] .. ':' .. old[i + 1], id) end
for k = 4, 4 do redis.call('SREM', KEYS[k], id) end
for k = 5, 7 do redis.call('ZREM', KEYS[k], id) end
redis.call('PUBLISH', ARGV[3], '0')
return 1
