--[[
entity/clock   The clock of the server that has a slot.
KEYS    1 meta       hash    {ks}:m, which is not read
REPLY   {"NOW", millis}
FLAGS   no-writes
COST    O(1); writes nothing
]]
-- @include fragment/now_millis
local meta = KEYS[1]

return {'NOW', string.format('%.0f', now_millis())}
