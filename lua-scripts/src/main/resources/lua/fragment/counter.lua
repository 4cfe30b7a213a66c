--[[
fragment/counter   Tells the digits of the next number as one_more does, quickly where it is asked for the numbers of one row.
]]
local function counter(one_more)
  local after = {['0'] = '1', ['1'] = '2', ['2'] = '3', ['3'] = '4', ['4'] = '5', ['5'] = '6', ['6'] = '7', ['7'] = '8', ['8'] = '9'}
  local told, head, last
  return function(digits)
    if digits == told and after[last] then
      last = after[last]
      told = head .. last
    else
      told = one_more(digits)
      head, last = string.sub(told, 1, -2), string.sub(told, -1)
    end
    return told
  end
end
