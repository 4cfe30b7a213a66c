--[[
fragment/end_life   Appends to `moves` the commands that remove the entries of a life that is over; version and number of the event that tells its end, nil, and that event, which is not taken back and so comes behind all that can fail. Or nil, nil and a refusal.
]]
-- @include fragment/next_version
-- @include fragment/new_event
-- @include fragment/removal_moves
local function end_life(moves, past, stream, retention, last, number, keys, id, names, told, forms, types, fields)
  local version = next_version(last, past[1])
  local event, events = new_event(stream, retention, version, number, 'X', id, '')
  local refusal = removal_moves(moves, event, keys, id, past, names, told, forms, types, fields)
  if refusal then return nil, nil, refusal end
  return version, events, nil, event
end
