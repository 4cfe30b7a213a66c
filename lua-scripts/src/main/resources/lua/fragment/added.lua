--[[
fragment/added   The JSON array, which is a set, with those of more elements that it does not have; the same text when it has all; or nil and why not.
most: elements that it may have, 0 for any number. order: `text`, that of the elements' bytes, or `end`.
]]
-- @include fragment/json_elements
-- @include fragment/element_place
local function added(text, elements, most, order)
  local old, has, changed = json_elements(text), {}, false
  if not old then return nil, 'holds no JSON array' end
  for _, element in ipairs(old) do has[element] = true end
  for _, element in ipairs(json_elements('[' .. elements .. ']')) do
    if not has[element] then
      table.insert(old, order == 'text' and element_place(old, element) or #old + 1, element)
      has[element], changed = true, true
    end
  end
  if not changed then return text end
  local sum = '[' .. table.concat(old, ',') .. ']'
  if #sum > 1048576 then return nil, 'would have more than 1048576 bytes' end
  if most > 0 and #old > most then return nil, 'would have more than ' .. most .. ' elements' end
  return sum
end
