--[[
query/counts   Tell the values in parts of an ordered index, least first, each with the number of its members.
KEYS    1 index     zset    {ks}:i:<index>
ARGV    1 most      values to tell at most
        2 bound...  lower and upper bound of each part, as ZRANGEBYLEX takes them, ascending
REPLY   {"COUNTS", member, count, ...}
ERRORS  FW_ARGUMENT
FLAGS   no-writes
COST    O(values * log n); writes nothing
]]
-- @include fragment/entry_length
local index, most = KEYS[1], tonumber(ARGV[1])
local argv, bounds = ARGV, 2
if not most or #argv % 2 == 0 then return redis.error_reply('FW_ARGUMENT most and pairs of bounds') end

local reply, told = {'COUNTS'}, 0
for part = bounds, #argv, 2 do
  local lower, upper = argv[part], argv[part + 1]
  while told < most do
    local member = redis.call('ZRANGEBYLEX', index, lower, upper, 'LIMIT', 0, 1)[1]
    if not member then break end
    local entry = string.sub(member, 1, entry_length(member))
    local behind = entry .. '\3'
    local count = redis.call('ZLEXCOUNT', index, '[' .. entry .. '\2', '(' .. behind)
    reply[#reply + 1] = member; reply[#reply + 1] = string.format('%.0f', count)
    lower, told = '[' .. behind, told + 1
  end
end
return reply
