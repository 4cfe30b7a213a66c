--[[
fragment/text_changes   The fields that a save writes, names and texts in turn, and those that it drops; appends to `event` what it tells of them.
stored: version and texts, false or nil for null; found: whether they are of an entity that lives. values: after which argument the new texts follow.
olds, news: of each property what the event calls its text before and after, false where it does not tell it.
]]
local function text_changes(event, found, stored, argv, values, nulls, names, olds, news)
  local writes, drops = {nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil}, {} -- with room, so that it does not grow in steps
  for i, name in ipairs(names) do
    local old, new = stored[i + 1] or false, (nulls == '' or string.byte(nulls, i) ~= 49) and argv[values + i]
    if old ~= new then
      if new then writes[#writes + 1] = name; writes[#writes + 1] = new else drops[#drops + 1] = name end
      if olds[i] and old then event[#event + 1] = olds[i]; event[#event + 1] = old end
      if news[i] and new then event[#event + 1] = news[i]; event[#event + 1] = new end
      if found and not (olds[i] and news[i]) then event[#event + 1] = '~' .. name; event[#event + 1] = '' end
    elseif not (found or new) then
      drops[#drops + 1] = name -- a hash that is no entity may have it, and was not read
    end
  end
  return writes, drops
end
