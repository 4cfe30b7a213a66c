-- KEYS hash, price  ARGV id, price
redis.call('HSET', KEYS[1], 'price', ARGV[2])
redis.call('ZADD', KEYS[2], ARGV[2], ARGV[1])
return 1
