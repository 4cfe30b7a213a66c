--[[
fragment/json_elements   The texts of the elements of a JSON array as they stand there, nulls too; nil when it is none.
]]
-- @include fragment/json_children
local function json_elements(text)
  if not string.find(text, '^%[.*%]$') then return nil end
  local places, elements = json_children(text, 1, ''), {}
  for i, place in ipairs(places or {}) do elements[i] = string.sub(text, place, json_skip(text, place) - 1) end
  return places and elements
end
