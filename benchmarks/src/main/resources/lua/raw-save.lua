-- KEYS hash, ids, cuisine set, city set, active set, rating, price, location  ARGV id, rating, price, longitude, latitude, channel, field and value...
redis.call('HSET', KEYS[1], unpack(ARGV, 7))
for k = 2, 5 do redis.call('SADD', KEYS[k], ARGV[1]) end
redis.call('ZADD', KEYS[6], ARGV[2], ARGV[1])
redis.call('ZADD', KEYS[7], ARGV[3], ARGV[1])
redis.call('GEOADD', KEYS[8], ARGV[4], ARGV[5], ARGV[1])
if ARGV[6] ~= '' then redis.call('PUBLISH', ARGV[6], ARGV[1]) end
return 1
