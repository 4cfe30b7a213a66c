--[[
fragment/claimed_moves   Of commands that put an entity into its indexes those that claim unique values, and as a second list of each claim its key and the entry.
]]
local function claimed_moves(moves)
  local claiming, claims = {}, {}
  for _, move in ipairs(moves) do
    if move[1] == 'HSET' then
      claiming[#claiming + 1] = move
      claims[#claims + 1] = {move[2], move[3]}
    end
  end
  return claiming, claims
end
