--[[
fragment/add_digits   The sum (sign 1) or difference (sign -1, the first not being the smaller) of two numbers of equally many digits, digit texts of any length.
]]
local function add_digits(left, right, sign)
  local parts, carry = {}, 0
  for last = #left, 1, -14 do
    local first = math.max(1, last - 13)
    local size, most = last - first + 1, 10 ^ (last - first + 1)
    local part = tonumber(string.sub(left, first, last)) + sign * tonumber(string.sub(right, first, last)) + carry
    carry = part < 0 and -1 or part >= most and 1 or 0
    table.insert(parts, 1, string.format('%0' .. size .. '.0f', part - carry * most))
  end
  return (carry == 1 and '1' or '') .. table.concat(parts)
end
