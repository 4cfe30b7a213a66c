--[[
fragment/remove_member   Appends to `moves` the command that takes a member out of a sorted set, all of whose members have the same score.
]]
local function remove_member(moves, key, member)
  moves[#moves + 1] = {'ZREM', key, member}
end
