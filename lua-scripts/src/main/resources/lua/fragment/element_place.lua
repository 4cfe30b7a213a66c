--[[
fragment/element_place   Where among texts in the order of their bytes another one belongs.
]]
-- @include fragment/bytes_before
local function element_place(elements, element)
  local low, high = 1, #elements + 1
  while low < high do
    local middle = math.floor((low + high) / 2)
    if bytes_before(elements[middle], element) then low = middle + 1 else high = middle end
  end
  return low
end
