-- KEYS hash, ids, rating, price, location  ARGV id, prefix
local id, prefix = ARGV[1], ARGV[2]
local old = redis.call('HMGET', KEYS[1], 'cuisine', 'city', 'active')
if not old[1] then return 0 end
redis.call('UNLINK', KEYS[1])
redis.call('SREM', KEYS[2], id)
redis.call('SREM', prefix .. 'cuisine:' .. old[1], id)
redis.call('SREM', prefix .. 'city:' .. old[2], id)
redis.call('SREM', prefix .. 'active:' .. old[3], id)
for k = 3, 5 do redis.call('ZREM', KEYS[k], id) end
return 1
