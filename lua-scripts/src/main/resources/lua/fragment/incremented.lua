--[[
fragment/incremented   The sum of two numbers of a kind (n decimal, l long, i int, h short, b byte, d double, f float) as canonical text; or nil and why not.
]]
-- @include fragment/decimal_sum
-- @include fragment/binary_sum
local function incremented(kind, text, delta)
  if kind == 'd' or kind == 'f' then
    local sum = binary_sum(text, delta, kind)
    if sum then return sum end
    return nil, 'would be no finite number'
  end
  local sum = decimal_sum(text, delta)
  if not sum then return nil, 'is no number, or would have too many digits' end
  local bounds = {['l'] = '9223372036854775807', ['i'] = '2147483647', ['h'] = '32767', ['b'] = '127'}
  local most, sign, digits = bounds[kind], string.match(sum, '^(-?)(%d+)$')
  if not most then return sum end
  if sign == '-' then most = string.gsub(most, '7$', '8') end
  if not digits or #digits > #most or (#digits == #most and digits > most) then return nil, 'would leave the range of its type' end
  return sum
end
