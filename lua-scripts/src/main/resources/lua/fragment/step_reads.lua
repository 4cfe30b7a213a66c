--[[
fragment/step_reads   Of the steps of a patch the numbers of their properties and their operations; which of the named fields they ask for, or all; and at which place of the reply behind the version each is.
]]
local function step_reads(steps, names, all)
  local numbers, operations, read, places = {}, {}, {'\0v'}, {}
  for i = 1, all and #names or 0 do read[i + 1], places[i] = names[i], i + 1 end
  for number, operation in string.gmatch(steps, '(%d+)(%S+)') do
    local i = tonumber(number)
    numbers[#numbers + 1], operations[#operations + 1] = i, operation
    if not places[i] then
      read[#read + 1] = names[i]
      places[i] = #read
    end
  end
  return numbers, operations, read, places
end
