--[[
fragment/removed   The JSON array without some elements, wherever they are in it; `same` when it has none of them; or nil and why not.
]]
-- @include fragment/json_elements
local function removed(text, elements, same)
  local old, gone, rest = json_elements(text), {}, {}
  if not old then return nil, 'holds no JSON array' end
  for _, element in ipairs(json_elements('[' .. elements .. ']')) do gone[element] = true end
  for _, element in ipairs(old) do
    if not gone[element] then rest[#rest + 1] = element end
  end
  if #rest == #old then return same end
  return '[' .. table.concat(rest, ',') .. ']'
end
