--[[
fragment/add_member   Appends to `moves` the command that puts a member into a sorted set, all of whose members have the same score.
]]
local function add_member(moves, key, member)
  moves[#moves + 1] = {'ZADD', key, '0', member}
end
