--[[
fragment/end_life   Appends to `moves` the commands that remove the entries of a life that is over, and tell its end; the version and number of that event. Or nil, nil and a refusal.
]]
-- @include fragment/next_version
-- @include fragment/new_event
-- @include fragment/removal_moves
local function end_life(moves, past, stream, retention, last, number, keys, id, names, told, forms, types, fields)
  local version = next_version(last, past[1])
  local event, events = new_event(stream, retention, version, number, 'X', id, '')
  local refusal = removal_moves(moves, event, keys, id, past, names, told, forms, types, fields)
  if refusal then return nil, nil, refusal end
  moves[#moves + 1] = event
  return version, events
end
