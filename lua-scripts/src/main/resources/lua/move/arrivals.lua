--[[
move/arrivals   Tell when an entity last got an id of the partition by a rename, and the ids under which something is kept for ones that may still get theirs.
KEYS    1 meta       hash    {ks}:m
        2 ways       hash    {ks}:w
REPLY   {"ARRIVALS", version, id...} with "" for never | {"CORRUPT", key, detail}
FLAGS   no-writes
COST    O(what is under way)
]]
-- @include fragment/read_hash
-- @include fragment/refused
local meta, ways = KEYS[1], KEYS[2]
local known, no_meta = read_hash(meta, 'a')
if no_meta then return no_meta end
local reply, cursor = {'ARRIVALS', known[1] or ''}, '0'
repeat
  local page = redis.pcall('HSCAN', ways, cursor, 'MATCH', '<*', 'COUNT', '1000')
  if page.err then return refused(ways, page) end
  cursor = page[1]
  for i = 1, #page[2], 2 do reply[#reply + 1] = string.sub(page[2][i], 2) end
until cursor == '0'
return reply
