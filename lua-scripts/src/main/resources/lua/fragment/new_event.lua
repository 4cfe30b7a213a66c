--[[
fragment/new_event   The command that appends a change event, to be completed by fields; and the event's number.
]]
local function new_event(stream, retention, version, last, operation, id)
  local n = string.format('%.0f', (tonumber(last) or 0) + 1)
  return {'XADD', stream, 'MAXLEN', '~', retention, version .. '-' .. n, 'o', operation, 'i', id}, n
end
