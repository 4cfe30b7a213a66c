--[[
fragment/step_reads   Which of the named fields the steps of a patch ask for, or all; at which place of the reply behind the version each is; and the numbers of the steps' properties.
]]
local function step_reads(argv, steps, to, names, all)
  local read, places, numbers = {'\0v'}, {}, {}
  for i = 1, all and #names or 0 do read[i + 1], places[i] = names[i], i + 1 end
  for s = steps, to, 4 do
    local i = tonumber(argv[s])
    numbers[#numbers + 1] = i
    if not places[i] then
      read[#read + 1] = names[i]
      places[i] = #read
    end
  end
  return read, places, numbers
end
