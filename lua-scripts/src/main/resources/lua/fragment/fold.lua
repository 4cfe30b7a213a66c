--[[
fragment/fold   A UTF-8 text in which characters that differ in case only are the same.
]]
-- @include fragment/fold_cases
local function fold(text)
  local lower = string.gsub(text, '%u', string.lower)
  if not string.find(lower, '[\194-\244]') then return lower end
  local cases = fold_cases()
  return (string.gsub(lower, '[\194-\244][\128-\191]+', function(char)
    local known = cases[string.sub(char, 1, 1)]
    local _, at = string.find(known or '', '|' .. char .. '=', 1, true)
    return at and string.match(known, '^[^|]+', at + 1)
  end))
end
