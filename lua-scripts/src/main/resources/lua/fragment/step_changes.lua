--[[
fragment/step_changes   Appends to `event` what it tells of a patch; how many fields the patch writes, and how many it drops.
plan: of run_steps, which changed so many properties; gets in `writes` names and texts in turn, in `drops` names. found: whether the stored texts are of an entity that lives. olds, news: of each property what the event calls its text before and after, false where it does not tell it.
]]
local function step_changes(event, found, stored, plan, changed, names, olds, news)
  local places, order, new, writes, drops, w, d, e = plan.places, plan.order, plan.new, plan.writes, plan.drops, 0, 0, #event
  for k = 1, changed do
    local i = order[k]
    local name, old, text, before, after = names[i], stored[places[i]], new[i], olds[i], news[i]
    if text then w = w + 1; writes[2 * w - 1] = name; writes[2 * w] = text else d = d + 1; drops[d] = name end
    if old and before then event[e + 1] = before; event[e + 2] = old; e = e + 2 end
    if text and after then event[e + 1] = after; event[e + 2] = text; e = e + 2 end
    if found and not (before and after) then event[e + 1] = '~' .. name; event[e + 2] = ''; e = e + 2 end
  end
  for i = 1, found and 0 or #names do
    if not new[i] then d = d + 1; drops[d] = names[i] end -- a hash that is no entity may have it
  end
  return w, d
end
