--[[
wrapper/at   Runs a script at another time of the server's clock: for tests, in which lives end without anybody waiting.
]]
local time -- @constants
local redis = setmetatable({call = function(command, ...)
  if command == 'TIME' then return time end
  return redis.call(command, ...)
end}, {__index = redis})
-- @body
