--[[
fragment/binary_sum   The sum of two floating point numbers as the shortest text that reads as the same number, in the form of Java's Double.toString; nil when it is not finite.
format: of struct, 'd' or 'f'.
]]
local function binary_sum(left, right, format)
  local function rounded(x) return (struct.unpack(format, struct.pack(format, x))) end
  local x, y = tonumber(left), tonumber(right)
  if not (x and y) then return nil end
  x = rounded(rounded(x) + rounded(y))
  if x ~= x or math.abs(x) == math.huge then return nil end
  if x == 0 then return '0.0' end
  local text, precision = nil, 0
  repeat
    text, precision = string.format('%.' .. precision .. 'e', x), precision + 1
  until rounded(tonumber(text)) == x
  local sign, first, rest, power = string.match(text, '^(-?)(%d)%.?(%d*)e([+-]%d+)$')
  power = tonumber(power)
  if power >= -3 and power < 7 then
    if power < 0 then return sign .. '0.' .. string.rep('0', -power - 1) .. first .. rest end
    local digits = first .. rest .. string.rep('0', power - #rest + 1)
    return sign .. string.sub(digits, 1, power + 1) .. '.' .. string.sub(digits, power + 2)
  end
  return sign .. first .. '.' .. (rest == '' and '0' or rest) .. 'E' .. power
end
