--[[
fragment/wide_values   Of the claims that claimed_moves tells those that are unique in all partitions: name of the index and entry of each in turn.
claims: place of the key and name of each such index.
]]
local function wide_values(claimed, keys, claims)
  local values = {}
  for _, one in ipairs(claimed) do
    for _, claim in ipairs(claims) do
      if one[1] == keys[claim[1]] then values[#values + 1] = claim[2]; values[#values + 1] = one[2] end
    end
  end
  return values
end
