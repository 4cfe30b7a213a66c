--[[
removal/unsettled   The removals of a partition after which what refers to the entities may not be changed yet, page by page, for one sweeper at a time. Where there is none, nobody has to have the lease.
KEYS    1 lease      string  {ks}:s
        2 ways       hash    {ks}:w
ARGV    1 sweeper    its name; "" for one that takes no lease
        2 millis     how long it has the partition
        3 cursor     where the page begins; "0" for the first
        4 count      removals to look at, about
REPLY   {"PAGE", cursor, id and version...} | {"HELD"} | {"CORRUPT", key, detail}
FLAGS   allow-oom
COST    O(removals); writes 1 while there are any
]]
-- @include fragment/refused
local lease, ways = KEYS[1], KEYS[2]
local sweeper, millis, cursor, count = ARGV[1], ARGV[2], ARGV[3], ARGV[4]

local page = redis.pcall('HSCAN', ways, cursor, 'MATCH', '-*', 'COUNT', count)
if page.err then return refused(ways, page) end
local reply = {'PAGE', page[1]}
for i, text in ipairs(page[2]) do reply[i + 2] = i % 2 == 1 and string.sub(text, 2) or text end
if #reply > 2 and sweeper ~= '' then
  local holder = redis.pcall('GET', lease)
  if type(holder) == 'table' then return refused(lease, holder) end
  if holder and holder ~= sweeper then return {'HELD'} end
  redis.call('SET', lease, sweeper, 'PX', millis)
end
return reply
