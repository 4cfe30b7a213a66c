--[[
fragment/text_changes   The fields that a save writes, names and texts in turn, and those that it drops; appends to `event` what it tells of them.
stored: version and texts, false or nil for null; found: whether they are of an entity that lives. values: after which argument the new texts follow.
olds, news: of each property what the event calls its text before and after, false where it does not tell it.
The lists are made with room and their ends counted: a list that grows doubles in steps, and its length is searched.
]]
local function text_changes(event, found, stored, argv, values, nulls, names, olds, news)
  local writes, drops = {nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil}, {}
  local w, e = 0, #event
  for i = 1, #names do
    local old, new = stored[i + 1] or false, argv[values + i]
    if nulls ~= '' and string.byte(nulls, i) == 49 then new = false end
    if old ~= new then
      local name, before, after = names[i], olds[i], news[i]
      if new then writes[w + 1] = name; writes[w + 2] = new; w = w + 2 else drops[#drops + 1] = name end
      if old and before then event[e + 1] = before; event[e + 2] = old; e = e + 2 end
      if new and after then event[e + 1] = after; event[e + 2] = new; e = e + 2 end
      if found and not (before and after) then event[e + 1] = '~' .. name; event[e + 2] = ''; e = e + 2 end
    elseif not (found or new) then
      drops[#drops + 1] = names[i] -- a hash that is no entity may have it, and was not read
    end
  end
  return writes, drops
end
