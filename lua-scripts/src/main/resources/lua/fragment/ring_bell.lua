--[[
fragment/ring_bell   Tells those who listen to a partition that it has news.
]]
local function ring_bell(channel, ring)
  if channel ~= '' then redis.call('PUBLISH', channel, ring) end
end
