--[[
fragment/decimal_sum   The exact sum of two decimal numbers as text, or nil when one is none or the sum would have more than 5000 digits.
]]
-- @include fragment/add_digits
-- @include fragment/decimal_text
local function decimal_sum(left, right)
  if #left < 16 and #right < 16 and string.find(left, '^-?%d+$') and string.find(right, '^-?%d+$') then
    return string.format('%.0f', tonumber(left) + tonumber(right))
  end
  local signs, digits, scales = {}, {}, {}
  for i, text in ipairs({left, right}) do
    local sign, int, frac, power = string.match(text, '^(-?)(%d+)%.?(%d*)(.*)$')
    local exponent = power == '' and 0 or tonumber(string.match(power or '', '^[eE]([+-]?%d+)$'))
    if not int or not exponent then return nil end
    signs[i], digits[i], scales[i] = sign, int .. frac, #frac - exponent
  end
  local scale = math.max(scales[1], scales[2])
  local size = math.max(#digits[1] + scale - scales[1], #digits[2] + scale - scales[2])
  if size > 5000 then return nil end
  for i = 1, 2 do
    local number = digits[i] .. string.rep('0', scale - scales[i])
    digits[i] = string.rep('0', size - #number) .. number
  end
  if signs[1] == signs[2] then return decimal_text(signs[1], add_digits(digits[1], digits[2], 1), scale) end
  if digits[1] < digits[2] then return decimal_text(signs[2], add_digits(digits[2], digits[1], -1), scale) end
  return decimal_text(signs[1], add_digits(digits[1], digits[2], -1), scale)
end
