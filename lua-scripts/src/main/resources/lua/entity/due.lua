--[[
entity/due   The entities of a partition whose life is over, longest first, for one sweeper at a time. Where none is, nobody has to have the lease.
KEYS    1 lease      string  {ks}:s
        2 expiry     zset    {ks}:x
ARGV    1 sweeper    its name; "" for one that takes no lease
        2 millis     how long it has the partition
        3 skip       entities to pass over: those that could not be removed
        4 most       entities to tell at most
REPLY   {"DUE", late, id...} | {"HELD"} | {"CORRUPT", key, detail}
COST    O(log n + entities); writes 1 while there is something to sweep
]]
-- @include fragment/refused
-- @include fragment/now_millis
local lease, expiry = KEYS[1], KEYS[2]
local sweeper, millis, skip, most = ARGV[1], ARGV[2], ARGV[3], ARGV[4]

local now = now_millis()
local due = redis.pcall('ZRANGEBYSCORE', expiry, '-inf', string.format('%.0f', now), 'WITHSCORES', 'LIMIT', skip, most)
if due.err then return refused(expiry, due) end
if #due == 0 then return {'DUE', '0'} end
if sweeper ~= '' then
  local holder = redis.pcall('GET', lease)
  if type(holder) == 'table' then return refused(lease, holder) end
  if holder and holder ~= sweeper then return {'HELD'} end
  redis.call('SET', lease, sweeper, 'PX', millis)
end
local reply = {'DUE', string.format('%.0f', now - tonumber(due[2]))}
for i = 1, #due, 2 do reply[#reply + 1] = due[i] end
return reply
