--[[
fragment/event_image   Adds to a change event what a type asks for: the mark of the values that it tells, the version before, texts that did not change; and lets it limit the age of events.
image: letters or "", age in microseconds or "", of each property whether it is told unchanged. stored to names: as of text_changes, nil where nothing stays.
]]
-- @include fragment/limit_age
local function event_image(event, image, number, found, stored, argv, values, nulls, names)
  local letters, age, sames = image[1], image[2], image[3]
  if age ~= '' then limit_age(event, number, age) end
  if letters == '' then return end
  event[#event + 1] = 'm'; event[#event + 1] = letters
  if found and string.find(letters, 'b', 1, true) then event[#event + 1] = 'p'; event[#event + 1] = found end
  for i, same in ipairs(stored and sames or {}) do
    local old = stored[i + 1]
    if same and old and string.byte(nulls, i) ~= 49 and argv[values + i] == old then
      event[#event + 1] = '=' .. names[i]; event[#event + 1] = old
    end
  end
end
