--[[
fragment/step_plan   What is the same whenever the same steps patch an entity. Of each step:
numbers, operations: the number of its property and its operation; read: which of the named fields they ask for, or all, behind the version; places: of a property its place in that reply; indexes: which of those of one property they may change.
Then what a run of the steps makes anew each time: order, new and entries of run_steps, writes and drops of step_changes.
]]
local function step_plan(steps, names, fields, all)
  local numbers, operations, read, places, indexes = {}, {}, {'\0v'}, {}, {}
  for i = 1, all and #names or 0 do read[i + 1], places[i] = names[i], i + 1 end
  for number, operation in string.gmatch(steps, '(%d+)(%S+)') do
    local i = tonumber(number)
    numbers[#numbers + 1], operations[#operations + 1] = i, operation
    if not places[i] then
      read[#read + 1] = names[i]
      places[i] = #read
    end
    if string.byte(operation) ~= 63 then -- ?
      for k = 1, #fields do if fields[k] == i then indexes[#indexes + 1] = k end end
    end
  end
  return {numbers = numbers, operations = operations, read = read, places = places, indexes = indexes, order = {}, new = {}, entries = {}, writes = {}, drops = {}}
end
