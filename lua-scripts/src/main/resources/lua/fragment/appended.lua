--[[
fragment/appended   The JSON array with more elements at its end, `count` of them in `elements`; or nil and why not. most: elements that it may have, 0 for any number.
]]
-- @include fragment/json_length
local function appended(text, elements, count, most)
  if not string.find(text, '^%[.*%]$') then return nil, 'holds no JSON array' end
  if #text + #elements > 1048576 then return nil, 'would have more than 1048576 bytes' end
  if most > 0 and json_length(text) + count > most then return nil, 'would have more than ' .. most .. ' elements' end
  if string.find(text, '^%[%s*%]$') then return '[' .. elements .. ']' end
  return string.sub(text, 1, -2) .. ',' .. elements .. ']'
end
