--[[
fragment/new_event   The command that appends a change event, to be completed by fields; and the event's number.
]]
-- @include fragment/one_more
local function new_event(stream, retention, version, last, operation, id, write_id)
  local n = one_more(last or '0')
  local event = {'XADD', stream, 'MAXLEN', '~', retention, version .. '-' .. n, 'o', operation, 'i', id, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil} -- with room, so that it does not grow in steps
  if write_id ~= '' then event[11], event[12] = 'w', write_id end
  return event, n
end
