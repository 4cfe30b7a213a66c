--[[
fragment/decimal_text   The canonical text of digits * 10^-scale, as Java's BigDecimal writes it.
]]
local function decimal_text(sign, digits, scale)
  digits = string.match(digits, '^0*(%d+)$')
  if digits == '0' then sign = '' end
  if scale == 0 then return sign .. digits end
  local power = #digits - 1 - scale
  if scale > 0 and power >= -6 then
    digits = string.rep('0', scale + 1 - #digits) .. digits
    return sign .. string.sub(digits, 1, #digits - scale) .. '.' .. string.sub(digits, -scale)
  end
  local fraction = #digits > 1 and '.' .. string.sub(digits, 2) or ''
  local exponent = power == 0 and '' or string.format('E%+d', power)
  return sign .. string.sub(digits, 1, 1) .. fraction .. exponent
end
