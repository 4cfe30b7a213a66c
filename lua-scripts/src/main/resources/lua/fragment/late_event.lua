--[[
fragment/late_event   The failure with which a stream will refuse an event, or nil: it holds another type, or has a later event.
]]
local function late_event(server, event)
  local later = server.pcall('XRANGE', event[2], event[6], '+', 'COUNT', '1')
  if later.err then return later end
  if #later == 0 then return nil end
  local failure = {}
  failure.err = 'ERR the stream has events that the partition does not know of'
  return failure
end
