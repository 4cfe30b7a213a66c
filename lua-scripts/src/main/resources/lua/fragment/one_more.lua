--[[
fragment/one_more   The digits of the next number. Counted on the text: it is exact beyond 2^53, and mostly changes one digit.
]]
local function one_more(digits)
  local last = string.byte(digits, -1)
  if last and last < 57 then return string.sub(digits, 1, -2) .. string.char(last + 1) end
  local head, nines = string.match(digits, '^(.-)(9*)$')
  local more = head == '' and '1' or string.sub(head, 1, -2) .. string.char(string.byte(head, -1) + 1)
  return more .. string.rep('0', #nines)
end
