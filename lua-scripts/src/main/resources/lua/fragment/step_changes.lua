--[[
fragment/step_changes   The fields that a patch writes, names and texts in turn, and those that it drops; appends to `event` what it tells of them.
order, new: of run_steps. places: of step_reads. found: whether the stored texts are of an entity that lives. olds, news: of each property what the event calls its text before and after, false where it does not tell it.
]]
local function step_changes(event, found, stored, places, order, new, names, olds, news)
  local writes, drops, w, e = {nil, nil, nil, nil}, {}, 0, #event
  for k = 1, #order do
    local i = order[k]
    local name, old, text, before, after = names[i], stored[places[i]], new[i], olds[i], news[i]
    if text then writes[w + 1] = name; writes[w + 2] = text; w = w + 2 else drops[#drops + 1] = name end
    if old and before then event[e + 1] = before; event[e + 2] = old; e = e + 2 end
    if text and after then event[e + 1] = after; event[e + 2] = text; e = e + 2 end
    if found and not (before and after) then event[e + 1] = '~' .. name; event[e + 2] = ''; e = e + 2 end
  end
  for i = 1, found and 0 or #names do
    if not new[i] then drops[#drops + 1] = names[i] end -- a hash that is no entity may have it
  end
  return writes, drops
end
