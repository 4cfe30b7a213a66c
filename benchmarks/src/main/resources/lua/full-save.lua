-- The save of Cress written for this one type: version check, differences of fields and indexes, a version from the clock, an event, a doorbell.
-- KEYS hash, meta, stream, ids, rating, price, location  ARGV id, expected version or "", prefix, channel, names (11), values (11)
local id, expected, prefix = ARGV[1], ARGV[2], ARGV[3]
local meta = redis.call('HMGET', KEYS[2], 'v', 'n')
local old = redis.call('HMGET', KEYS[1], 'version', unpack(ARGV, 5, 15))
local found = old[1]
if expected ~= '' and expected ~= (found or '0') then return {'VERSION', found or '0'} end
local writes, event = {'version', ''}, {'o', found and 'U' or 'C', 'i', id}
local changed = {}
for i = 1, 11 do
  local new, before = ARGV[15 + i], old[i + 1]
  if new ~= before then
    writes[#writes + 1] = ARGV[4 + i]
    writes[#writes + 1] = new
    changed[i] = true
    if i <= 6 then
      if before then event[#event + 1] = '-' .. ARGV[4 + i]; event[#event + 1] = before end
      event[#event + 1] = '+' .. ARGV[4 + i]; event[#event + 1] = new
    elseif found then
      event[#event + 1] = '~' .. ARGV[4 + i]; event[#event + 1] = ''
    end
  end
end
if #writes == 2 then return {'UNCHANGED', found} end
local now = redis.call('TIME')
local version = string.format('%.0f', math.max(now[1] * 1000000 + now[2], (meta[1] or 0) + 1, (found or 0) + 1))
local n = string.format('%.0f', (meta[2] or 0) + 1)
writes[2] = version
redis.call('XADD', KEYS[3], 'MAXLEN', '~', '100000', version .. '-' .. n, unpack(event))
redis.call('HSET', KEYS[2], 'v', version, 'n', n)
redis.call('HSET', KEYS[1], unpack(writes))
for i = 1, 3 do
  if changed[i] then
    local set = prefix .. ARGV[4 + i] .. ':'
    if old[i + 1] then redis.call('SREM', set .. old[i + 1], id) end
    redis.call('SADD', set .. ARGV[15 + i], id)
  end
end
if changed[4] then redis.call('ZADD', KEYS[5], ARGV[19], id) end
if changed[5] then redis.call('ZADD', KEYS[6], ARGV[20], id) end
if changed[6] then
  local longitude, latitude = string.match(ARGV[21], '^([^,]+),([^,]+)$')
  redis.call('GEOADD', KEYS[7], longitude, latitude, id)
end
if not found then redis.call('SADD', KEYS[4], id) end
redis.call('PUBLISH', ARGV[4], '0')
return {found and 'UPDATED' or 'CREATED', version}
