--[[
fragment/step_changes   The fields that a patch writes, names and texts in turn, and those that it drops; appends to `event` what it tells of them.
order, new: of run_steps. places: of step_reads. found: whether the stored texts are of an entity that lives. olds, news: of each property what the event calls its text before and after, false where it does not tell it.
]]
local function step_changes(event, found, stored, places, order, new, names, olds, news)
  local writes, drops = {}, {}
  for _, i in ipairs(order) do
    local name, before, after = names[i], stored[places[i]], new[i]
    if after then writes[#writes + 1] = name; writes[#writes + 1] = after else drops[#drops + 1] = name end
    if olds[i] and before then event[#event + 1] = olds[i]; event[#event + 1] = before end
    if news[i] and after then event[#event + 1] = news[i]; event[#event + 1] = after end
    if found and not (olds[i] and news[i]) then event[#event + 1] = '~' .. name; event[#event + 1] = '' end
  end
  for i, name in ipairs(found and {} or names) do
    if not new[i] then drops[#drops + 1] = name end -- a hash that is no entity may have it
  end
  return writes, drops
end
