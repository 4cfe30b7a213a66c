--[[
fragment/now_millis   The server's clock in milliseconds.
]]
local function now_millis()
  local now = redis.call('TIME')
  return tonumber(now[1]) * 1000 + math.floor(tonumber(now[2]) / 1000)
end
