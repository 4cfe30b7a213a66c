--[[
fragment/bytes_before   Whether a text is before another by its bytes. The language's own comparison follows the locale that the server was started with.
]]
local function bytes_before(a, b)
  for i = 1, math.min(#a, #b) do
    local x, y = string.byte(a, i), string.byte(b, i)
    if x ~= y then return x < y end
  end
  return #a < #b
end
