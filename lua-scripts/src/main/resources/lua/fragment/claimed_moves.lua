--[[
fragment/claimed_moves   Of commands that put an entity into its indexes those that claim unique values, and as a second list of each claim the place of its key and the entry.
]]
local function claimed_moves(moves, keys)
  local places, claiming, claims = {}, {}, {}
  for place, key in ipairs(keys) do places[key] = place end
  for _, move in ipairs(moves) do
    if move[1] == 'HSET' then
      claiming[#claiming + 1] = move
      claims[#claims + 1] = {places[move[2]], move[3]}
    end
  end
  return claiming, claims
end
