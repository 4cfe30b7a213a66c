--[[
fragment/step_reads   Which of the named fields the steps of a patch ask for, or all; and at which place of the reply behind the version each is.
]]
local function step_reads(argv, steps, names, all)
  local read, places = {'\0v'}, {}
  for i = 1, all and #names or 0 do read[i + 1], places[i] = names[i], i + 1 end
  for s = steps, #argv, 4 do
    local i = tonumber(argv[s])
    if not places[i] then
      read[#read + 1] = names[i]
      places[i] = #read
    end
  end
  return read, places
end
